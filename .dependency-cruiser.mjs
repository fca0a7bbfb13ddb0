// The direction of imports, as docs/design.md states it. Run by `npm run lint`.
const pure = '^src/(documents|knowledge|text|matching|dialogue)/|^src/core[.]ts$'
const onlyIn = (name, module, folder) => ({
  name,
  severity: 'error',
  from: { path: '^src/', pathNot: folder },
  to: { path: `node_modules/${module}(/|$)` },
})
const layer = (name, from, forbidden) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: forbidden },
})

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'core-is-pure', severity: 'error', from: { path: pure }, to: { dependencyTypes: ['core'] } },
    layer('documents-stand-alone', '^src/documents/', '^src/(?!documents/)'),
    layer('text-stands-alone', '^src/text/', '^src/(?!text/)'),
    layer('knowledge-is-the-base', '^src/knowledge/', '^src/(?!(documents|text|knowledge)/)'),
    layer('matching-below-dialogue', '^src/matching/', '^src/(?!(documents|knowledge|text|matching)/)'),
    layer('dialogue-below-core', '^src/dialogue/', '^src/(?!(documents|knowledge|text|matching|dialogue)/)'),
    layer(
      'core-imports-only-the-core',
      '^src/core[.]ts$',
      '^src/(?!(documents|knowledge|text|matching|dialogue)/)',
    ),
    layer(
      'edges-do-not-know-matrix',
      '^src/(config|storage|observability)/',
      '^src/(matrix|cli|app)/|^src/app[.]ts$',
    ),
    layer(
      'matrix-does-not-know-the-app',
      '^src/matrix/',
      '^src/(cli|config|storage|observability|app)/|^src/(app|main)[.]ts$',
    ),
    layer('nobody-imports-main', '^src/(?!main)', '^src/main[.]ts$'),
    onlyIn('fuse-only-in-matching', 'fuse[.]js', '^src/matching/'),
    onlyIn('yaml-only-in-documents', 'yaml', '^src/documents/'),
    onlyIn('valibot-only-in-documents', 'valibot', '^src/documents/'),
    onlyIn('sdk-only-in-matrix', 'matrix-bot-sdk', '^src/matrix/'),
    onlyIn('crypto-only-in-encryption', '@matrix-org/matrix-sdk-crypto-wasm', '^src/matrix/encryption/'),
    onlyIn('pino-only-in-observability', 'pino', '^src/observability/'),
    onlyIn('prom-client-only-in-observability', 'prom-client', '^src/observability/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
}
