# sdgen in a container, from these sources and with every package by its hash:
#
#     docker build -t sdgen .
#     docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/work" sdgen render designs/
#
# Pictures need no fonts for Latin, Greek and Cyrillic. For other scripts, and for `diff --against` (git), build with
# `--build-arg PACKAGES="fonts-noto-core fonts-noto-cjk git"`.
FROM python:3.13-slim-trixie@sha256:9d2e5553305c7c7b0097999bb17187c69b921ccd6bc9d40e4bb5ebe652c00285 AS build
WORKDIR /source
COPY . .
RUN sh ci/install python /opt/sdgen

FROM python:3.13-slim-trixie@sha256:9d2e5553305c7c7b0097999bb17187c69b921ccd6bc9d40e4bb5ebe652c00285
ARG PACKAGES=""
# hadolint ignore=DL3008,SC2086
RUN if [ -n "$PACKAGES" ]; then \
        apt-get update && apt-get install --yes --no-install-recommends $PACKAGES && \
        rm -rf /var/lib/apt/lists/*; \
    fi
COPY --from=build /opt/sdgen /opt/sdgen
ENV PATH="/opt/sdgen/bin:$PATH" PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
WORKDIR /work
# Nobody in particular; `--user` makes it whoever owns the mounted folder.
USER 65532:65532
ENTRYPOINT ["sdgen"]
CMD ["--help"]
