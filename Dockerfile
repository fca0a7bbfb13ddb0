# The same major as the `node` dev dependency in package.json, which the tests run on.
FROM node:26-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY src/matrix/client/absent ./src/matrix/client/absent
# No package that the bot needs at run time has anything to build or to run at installation.
RUN npm ci --omit=dev --ignore-scripts

FROM node:26-slim
ENV NODE_ENV=production \
    NODE_COMPILE_CACHE=/state/compiled \
    MALLOC_ARENA_MAX=1 \
    HINWEISBOT_CONFIG=/config/config.yaml \
    HINWEISBOT_STATE_DIRECTORY=/state \
    HINWEISBOT_KNOWLEDGE_DIRECTORY=/app/knowledge \
    HINWEISBOT_MONITORING_PORT=9464
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY src ./src
COPY knowledge ./knowledge
# What no notice answers stays, also where a folder with other notices is mounted over knowledge/.
COPY knowledge/general ./shipped/general
RUN install --directory --owner=node --group=node --mode=0700 /state
USER node
VOLUME /state
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.HINWEISBOT_MONITORING_PORT + '/live').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--max-semi-space-size=4", "--max-old-space-size=512", "src/main.ts"]
CMD ["run"]
