# syntax=docker/dockerfile:1
FROM node:24-bookworm-slim AS build
WORKDIR /app
RUN npm install --global --ignore-scripts=false pnpm@12.21.0
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY packages/breezeway/package.json packages/breezeway/
COPY packages/core/package.json packages/core/
COPY packages/dashboard/package.json packages/dashboard/
COPY packages/db/package.json packages/db/
COPY packages/importer/package.json packages/importer/
COPY packages/runtime/package.json packages/runtime/
COPY packages/emulator/package.json packages/emulator/
COPY e2e/package.json e2e/
COPY bench/package.json bench/
RUN pnpm install --frozen-lockfile
COPY . .
RUN node scripts/build.mjs \
 && pnpm sbom --sbom-format cyclonedx > /app/sbom.cdx.json \
 && CI=true pnpm install --frozen-lockfile --prod --no-optional \
 && rm -rf packages/emulator packages/*/src e2e bench

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=root:root /app/package.json ./
COPY --from=build --chown=root:root /app/sbom.cdx.json ./
COPY --from=build --chown=root:root /app/node_modules ./node_modules
COPY --from=build --chown=root:root /app/packages ./packages
COPY --from=build --chown=root:root /app/migrations ./migrations
USER 10001:10001
EXPOSE 4400 4401
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||4400)+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["node", "packages/breezeway/dist/main.js"]
CMD ["runtime"]
