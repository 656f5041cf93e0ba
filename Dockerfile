# The bot for Telegram. The local page is for a machine of your own, not for a container: it listens on loopback only.
#
#   docker build -t wenxiang .
#   docker run -d --restart unless-stopped -e TELEGRAM_BOT_TOKEN -v wenxiang:/data wenxiang

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=1 go build -trimpath -ldflags="-s -w" -o /out/wenxiang ./cmd/wenxiang

FROM debian:bookworm-slim
# poppler-utils reads PDFs with columns, the font is for the text in pictures.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates poppler-utils fonts-wqy-microhei \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin wenxiang \
 && install -d -o wenxiang -g wenxiang /data
COPY --from=build /out/wenxiang /usr/local/bin/wenxiang
USER wenxiang
WORKDIR /data
ENV WENXIANG_DB=/data/wenxiang.db
VOLUME /data
ENTRYPOINT ["wenxiang"]
