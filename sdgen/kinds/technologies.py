"""Technologies that systems are built with: how each is spelt, and its product icon.

Both follow from the words that a design uses: ``technology: postgres 16`` is PostgreSQL. Languages
and frameworks have no icon: they say what a component is written in, not what it is, which the
glyph of its kind says better.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from msgspec import Struct

ROWS = (
    # how it is spelt, other words for it, its icon
    ("ActiveMQ", "", "onprem.queue.ActiveMQ"),
    ("Adyen", "", "saas.payment.Adyen"),
    ("Aerospike", "", "onprem.inmemory.Aerospike"),
    ("Airflow", "mwaa", "onprem.workflow.Airflow"),
    ("Akamai", "", "saas.cdn.Akamai"),
    ("Amazon MQ", "", "aws.integration.MQ"),
    ("API Management", "", "azure.integration.APIManagement"),
    ("App Engine", "", "gcp.compute.AppEngine"),
    ("Argo CD", "", "onprem.gitops.ArgoCD"),
    ("Athena", "", "aws.analytics.Athena"),
    ("Auth0", "", "saas.identity.Auth0"),
    ("Aurora", "auroramysql aurorapostgresql", "aws.database.Aurora"),
    ("AWS WAF", "", "aws.security.WAF"),
    ("Bedrock", "", "aws.ml.Bedrock"),
    ("BigQuery", "", "gcp.analytics.BigQuery"),
    ("Bigtable", "cloudbigtable", "gcp.database.Bigtable"),
    ("Blob Storage", "azureblob", "azure.storage.BlobStorage"),
    ("Caddy", "", "onprem.network.Caddy"),
    ("Cassandra", "", "onprem.database.Cassandra"),
    ("Celery", "", "onprem.queue.Celery"),
    ("Centrifugo", "", "onprem.messaging.Centrifugo"),
    ("Ceph", "cephfs", "onprem.storage.Ceph"),
    ("CircleCI", "", "onprem.ci.CircleCI"),
    ("ClickHouse", "", "onprem.database.ClickHouse"),
    ("Cloud Armor", "", "gcp.network.Armor"),
    ("Cloud CDN", "", "gcp.network.CDN"),
    ("Cloud DNS", "", "gcp.network.DNS"),
    ("Cloud Functions", "", "gcp.compute.Functions"),
    ("Cloud Load Balancing", "", "gcp.network.LoadBalancing"),
    ("Cloud Run", "", "gcp.compute.Run"),
    ("Cloud Scheduler", "", "gcp.devtools.Scheduler"),
    ("Cloud SQL", "", "gcp.database.SQL"),
    ("Cloud Storage", "gcs", "gcp.storage.GCS"),
    ("Cloud Tasks", "", "gcp.devtools.Tasks"),
    ("Cloudflare", "", "saas.cdn.Cloudflare"),
    ("CloudFront", "", "aws.network.CloudFront"),
    ("Cloudinary", "", "saas.media.Cloudinary"),
    ("CloudWatch", "", "aws.management.Cloudwatch"),
    ("CockroachDB", "cockroach", "onprem.database.CockroachDB"),
    ("Cognito", "", "aws.security.Cognito"),
    ("Consul", "", "onprem.network.Consul"),
    ("CoreDNS", "", "onprem.dns.Coredns"),
    ("Cosmos DB", "", "azure.database.CosmosDb"),
    ("Couchbase", "", "onprem.database.Couchbase"),
    ("CouchDB", "", "onprem.database.CouchDB"),
    ("Databricks", "", "onprem.analytics.Databricks"),
    ("Datadog", "", "saas.logging.Datadog"),
    ("Dataflow", "", "gcp.analytics.Dataflow"),
    ("Datastore", "", "gcp.database.Datastore"),
    ("DAX", "", "aws.database.DAX"),
    ("dbt", "", "onprem.analytics.Dbt"),
    ("Debezium", "", ""),
    ("Discord", "", "saas.chat.Discord"),
    ("DocumentDB", "", "aws.database.DocumentDB"),
    ("Dremio", "", "onprem.analytics.Dremio"),
    ("Druid", "", "onprem.database.Druid"),
    ("DuckDB", "", "onprem.database.Duckdb"),
    ("DynamoDB", "ddb", "aws.database.Dynamodb"),
    ("EC2", "", "aws.compute.EC2"),
    ("ECS", "", "aws.compute.ECS"),
    ("EFS", "elasticfilesystem", "aws.storage.EFS"),
    ("EKS", "", "aws.compute.EKS"),
    ("ElastiCache", "", "aws.database.Elasticache"),
    ("Elasticsearch", "", "elastic.elasticsearch.Elasticsearch"),
    ("Elastic Load Balancing", "elasticloadbalancer elb", "aws.network.ElasticLoadBalancing"),
    ("Application Load Balancer", "alb", "aws.network.ElbApplicationLoadBalancer"),
    ("Network Load Balancer", "nlb", "aws.network.ElbNetworkLoadBalancer"),
    ("EMQX", "", "onprem.queue.EMQX"),
    ("EMR", "", "aws.analytics.EMR"),
    ("Envoy", "", "onprem.network.Envoy"),
    ("etcd", "", "onprem.network.Etcd"),
    ("Event Grid", "", "azure.integration.EventGridTopics"),
    ("Event Hubs", "", "azure.analytics.EventHubs"),
    ("EventBridge", "", "aws.integration.Eventbridge"),
    ("Facebook", "", "saas.social.Facebook"),
    ("Fargate", "", "aws.compute.Fargate"),
    ("Fastly", "", "saas.cdn.Fastly"),
    ("Filestore", "", "gcp.storage.Filestore"),
    ("Firestore", "", "gcp.database.Firestore"),
    ("Flink", "", "onprem.analytics.Flink"),
    ("Fluent Bit", "", "onprem.logging.FluentBit"),
    ("Fluentd", "", "onprem.aggregator.Fluentd"),
    ("Front Door", "", "azure.network.FrontDoors"),
    ("GitHub Actions", "", "onprem.ci.GithubActions"),
    ("GitHub", "", "onprem.vcs.Github"),
    ("GitLab CI", "", "onprem.ci.GitlabCI"),
    ("GitLab", "", "onprem.vcs.Gitlab"),
    ("GKE", "", "gcp.compute.GKE"),
    ("Global Accelerator", "", "aws.network.GlobalAccelerator"),
    ("GlusterFS", "", "onprem.storage.Glusterfs"),
    ("Grafana", "", "onprem.monitoring.Grafana"),
    ("GraphQL", "", ""),
    ("gRPC", "", ""),
    ("Hadoop", "hdfs", "onprem.analytics.Hadoop"),
    ("HAProxy", "", "onprem.network.HAProxy"),
    ("Hazelcast", "", "onprem.inmemory.Hazelcast"),
    ("HBase", "", "onprem.database.HBase"),
    ("Hive", "", "onprem.analytics.Hive"),
    ("InfluxDB", "influx", "onprem.database.InfluxDB"),
    ("Intercom", "", "saas.crm.Intercom"),
    ("Istio", "", "onprem.network.Istio"),
    ("Jaeger", "", "onprem.tracing.Jaeger"),
    ("Jenkins", "", "onprem.ci.Jenkins"),
    ("Kafka", "", "onprem.queue.Kafka"),
    ("Keycloak", "", ""),
    ("Keyspaces", "", "aws.database.KeyspacesManagedApacheCassandraService"),
    ("Kibana", "", "elastic.elasticsearch.Kibana"),
    ("Kinesis", "kinesisdatastreams", "aws.analytics.KinesisDataStreams"),
    ("Kong", "", "onprem.network.Kong"),
    ("Kubeflow", "", "onprem.workflow.Kubeflow"),
    ("Kubernetes", "k8s", "k8s.K8S"),
    ("Lambda", "", "aws.compute.Lambda"),
    ("LiteLLM", "", ""),
    ("Logstash", "", "elastic.elasticsearch.Logstash"),
    ("Loki", "", "onprem.logging.Loki"),
    ("Looker", "", "gcp.analytics.Looker"),
    ("MariaDB", "", "onprem.database.MariaDB"),
    ("Mattermost", "", "saas.chat.Mattermost"),
    ("Memcached", "memcache", "onprem.inmemory.Memcached"),
    ("Memorystore", "", "gcp.database.Memorystore"),
    ("Metabase", "", "onprem.analytics.Metabase"),
    ("MinIO", "", ""),
    ("MLflow", "", "onprem.mlops.Mlflow"),
    ("MongoDB", "mongo documentdbmongodb", "onprem.database.MongoDB"),
    ("MSK", "managedstreamingforkafka", "aws.analytics.ManagedStreamingForKafka"),
    ("MySQL", "", "onprem.database.MySQL"),
    ("NATS", "natsjetstream jetstream", "onprem.queue.Nats"),
    ("Neo4j", "", "onprem.database.Neo4J"),
    ("Neptune", "", "aws.database.Neptune"),
    ("New Relic", "", "onprem.monitoring.Newrelic"),
    ("Nextcloud", "", "onprem.groupware.Nextcloud"),
    ("nginx", "nginxplus", "onprem.network.Nginx"),
    ("NiFi", "", "onprem.workflow.NiFi"),
    ("Okta", "", "saas.identity.Okta"),
    ("OpenAI", "", ""),
    ("OpenSearch", "", "aws.analytics.AmazonOpensearchService"),
    ("Opsgenie", "", "saas.alerting.Opsgenie"),
    ("Oracle", "oracledatabase oracledb", "onprem.database.Oracle"),
    ("PagerDuty", "", "saas.alerting.Pagerduty"),
    ("PayPal", "", "saas.payment.Paypal"),
    ("PgBouncer", "", ""),
    ("Pinpoint", "", "aws.engagement.Pinpoint"),
    ("PostgreSQL", "postgres pg", "onprem.database.PostgreSQL"),
    ("PowerDNS", "", "onprem.dns.Powerdns"),
    ("Power BI", "", "onprem.analytics.PowerBI"),
    ("Presto", "", "onprem.analytics.Presto"),
    ("Prometheus", "", "onprem.monitoring.Prometheus"),
    ("Pub/Sub", "cloudpubsub", "gcp.analytics.PubSub"),
    ("Qdrant", "", "onprem.database.Qdrant"),
    ("QuickSight", "", "aws.analytics.Quicksight"),
    ("RabbitMQ", "", "onprem.queue.RabbitMQ"),
    ("RDS", "", "aws.database.RDS"),
    ("Redis", "", "onprem.inmemory.Redis"),
    ("Redshift", "", "aws.analytics.Redshift"),
    ("Rekognition", "", "aws.ml.Rekognition"),
    ("Route 53", "", "aws.network.Route53"),
    ("S3", "simplestorageservice", "aws.storage.S3"),
    ("SageMaker", "", "aws.ml.Sagemaker"),
    ("ScyllaDB", "scylla", "onprem.database.Scylla"),
    ("Secret Manager", "", "gcp.security.SecretManager"),
    ("Secrets Manager", "", "aws.security.SecretsManager"),
    ("SendGrid", "", "azure.integration.SendgridAccounts"),
    ("Sentry", "", "onprem.monitoring.Sentry"),
    ("Service Bus", "", "azure.integration.ServiceBus"),
    ("SES", "simpleemailservice", "aws.engagement.SES"),
    ("Sidekiq", "", ""),
    ("Slack", "", "saas.chat.Slack"),
    ("Snowflake", "", "saas.analytics.Snowflake"),
    ("SNS", "simplenotificationservice", "aws.integration.SNS"),
    ("Solr", "", "onprem.search.Solr"),
    ("Spanner", "cloudspanner", "gcp.database.Spanner"),
    ("Spark", "", "onprem.analytics.Spark"),
    ("Splunk", "", "onprem.monitoring.Splunk"),
    ("SQL Server", "mssql mssqlserver", "onprem.database.MSSQL"),
    ("SQLite", "", ""),
    ("SQS", "simplequeueservice", "aws.integration.SQS"),
    ("Step Functions", "", "aws.integration.StepFunctions"),
    ("Storm", "", "onprem.analytics.Storm"),
    ("Stripe", "", "saas.payment.Stripe"),
    ("Superset", "", "onprem.analytics.Superset"),
    ("Synapse", "", "azure.analytics.SynapseAnalytics"),
    ("Tableau", "", "onprem.analytics.Tableau"),
    ("Telegram", "", "saas.chat.Telegram"),
    ("Tempo", "", "onprem.tracing.Tempo"),
    ("Thanos", "", "onprem.monitoring.Thanos"),
    ("Timestream", "", "aws.database.Timestream"),
    ("Tomcat", "", "onprem.network.Tomcat"),
    ("Traefik", "", "onprem.network.Traefik"),
    ("Traffic Manager", "", "azure.network.TrafficManagerProfiles"),
    ("Trino", "", "onprem.analytics.Trino"),
    ("Twilio", "", "saas.communication.Twilio"),
    ("Tyk", "", "onprem.network.Tyk"),
    ("Vault", "", "onprem.security.Vault"),
    ("Vector", "", "onprem.aggregator.Vector"),
    ("Vertex AI", "", "gcp.ml.VertexAI"),
    ("vLLM", "", ""),
    ("Zabbix", "", "onprem.monitoring.Zabbix"),
    ("Zendesk", "", "saas.crm.Zendesk"),
    ("ZeroMQ", "", "onprem.queue.ZeroMQ"),
    ("ZooKeeper", "", "onprem.network.Zookeeper"),
)

_VENDORS = "amazon apache aws azure cloud gcp google hashicorp microsoft"
VENDORS = frozenset(_VENDORS.split())
"""Words before the name of a product that say whose it is."""

_PLAIN_WORDS = """
celery consul datastore discord druid envoy hive keyspaces lambda loki oracle pg presto slack
spanner spark storm synapse tempo vault vector
"""
PLAIN_WORDS = frozenset(_PLAIN_WORDS.split())
"""What is a word, or too short to be sure, too: in an id it names no technology by itself."""

_PRODUCT_END = r"\s+v?[0-9]|\s*[+,(/]"
"""Where the version of a product begins, or what stands beside it."""

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789+#")
_BETWEEN_WORDS = str.maketrans(dict.fromkeys("/,()|:", " "))

LONGEST_PRODUCT = 4
"""Words in the name of a product."""


class Technology(Struct, frozen=True):
    """A product: how its owners spell it, the product icon or "" for none, and the words that
    stand for it, as ``plain_letters`` gives them."""

    name: str
    icon: str
    words: tuple[str, ...]


def plain_letters(text: str) -> str:
    """The small letters and digits of a text, and the ``+`` and ``#`` of languages: what a name
    has in any spelling."""
    return "".join([letter for letter in text.lower() if letter in _PLAIN])


def words_of(name: str, others: str) -> tuple[str, ...]:
    """The words that stand for a row, the letters of its name first."""
    return (name.lower().replace(" ", "").replace("/", ""), *others.split())


@cache
def _rows() -> Mapping[str, int]:
    """The number of each row by each of its words."""
    return {
        word: number
        for number, (name, others, _) in enumerate(ROWS)
        for word in words_of(name, others)
    }


def technology_called(word: str) -> Technology | None:
    """The technology that a word stands for, as ``plain_letters`` gives it."""
    row = _rows().get(word)
    if row is None:
        return None
    name, others, icon = ROWS[row]
    return Technology(name, icon, words_of(name, others))


@lru_cache(maxsize=1024)
def technology_of(text: str) -> Technology | None:
    """The technology that a text begins with, whatever follows it: of ``Amazon S3``, ``postgres 16 +
    Patroni``, ``Redis Cluster``; None where none is known."""
    words = [plain_letters(word) for word in text[:200].translate(_BETWEEN_WORDS).split()]
    words = [word for word in words if word][: LONGEST_PRODUCT + 2]
    while words:
        for count in range(LONGEST_PRODUCT, 0, -1):
            found = technology_called("".join(words[:count]))
            if found is not None:
                return found
        if words[0] not in VENDORS:
            return None
        del words[0]
    return None


def technology_in_id(identifier: str) -> Technology | None:
    """The technology that a whole id, or a word of one, names beyond doubt."""
    word = plain_letters(identifier)
    return None if word in PLAIN_WORDS else technology_called(word)


def product_and_rest(text: str) -> tuple[str, str]:
    """The product that a text names, spelt as its owners do where that is known, and what it says
    beyond: ``postgres 16 + Patroni`` is PostgreSQL, ``16 + Patroni``."""
    text = text.strip()
    known = technology_of(text)
    if known is not None and plain_letters(text) in known.words:
        return known.name, ""
    end = re.search(_PRODUCT_END, text)
    own = text[: end.start()] if end else text
    spelt = known.name if known is not None and plain_letters(own) in known.words else own
    return spelt, text[len(own) :].strip()


def spelt(text: str) -> str:
    """The text with the products that it names in small letters spelt as their owners do: ``postgres
    16 + redis cluster`` is ``PostgreSQL 16 + Redis cluster``. What somebody has given capitals stays,
    and so does a word that stands for the product and is no beginning of its name."""
    parts = re.split(r"(\s*[+,()/]\s*)", text)
    return "".join(part if at % 2 else _spelt_product(part) for at, part in enumerate(parts))


def _spelt_product(text: str) -> str:
    words = text.split()
    if text != text.lower():
        return text
    for count in range(min(len(words), LONGEST_PRODUCT), 0, -1):
        word = plain_letters("".join(words[:count]))
        known = technology_called(word)
        is_sure = count == len(words) or word not in PLAIN_WORDS or words[count][0].isdigit()
        if known is not None and is_sure and plain_letters(known.name).startswith(word):
            return " ".join([known.name, *words[count:]])
    return text
