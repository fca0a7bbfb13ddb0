// The direction of imports, as docs/design.md states it. Run by `npm run lint`.
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
/** The pure layers, lowest first: each may import itself and those before it. */
const pureLayers = [
  'documents',
  'webassembly',
  'language',
  'knowledge',
  'reading',
  'matching',
  'replies',
  'core',
]
const downwards = pureLayers.map((name, level) =>
  layer(`${name}-imports-down`, `^src/${name}/`, `^src/(?!(${pureLayers.slice(0, level + 1).join('|')})/)`),
)

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: `^src/(${pureLayers.join('|')})/` },
      to: { dependencyTypes: ['core'] },
    },
    ...downwards,
    layer(
      'edges-do-not-know-matrix',
      '^src/(config|storage|observability|knowledge-files|report|page)/',
      '^src/(matrix/(?!ports/)|cli/|workshop/|app/)',
    ),
    layer('ports-stand-alone', '^src/matrix/ports/', '^src/matrix/(?!ports/|client/json[.]ts)'),
    layer(
      'matrix-does-not-know-the-app',
      '^src/matrix/',
      '^src/(cli|workshop|config|storage|observability|knowledge-files|report|app)/|^src/main[.]ts$',
    ),
    layer('workshop-is-not-in-the-image', '^src/(?!main[.]ts$|workshop/)', '^src/workshop/'),
    layer('nobody-imports-main', '^src/(?!main)', '^src/main[.]ts$'),
    onlyIn('fuse-only-in-matching', 'fuse[.]js', '^src/matching/'),
    onlyIn('yaml-only-in-documents', 'yaml', '^src/documents/'),
    onlyIn('valibot-only-in-documents', 'valibot', '^src/documents/'),
    onlyIn('sdk-only-in-client', 'matrix-bot-sdk', '^src/matrix/client/'),
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
