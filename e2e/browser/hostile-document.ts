/** Texts that would run as script wherever they were taken for markup or an address. */
export const hostileTexts: readonly string[] = [
  `<img src=x onerror="globalThis.ran=1">`,
  `<script>globalThis.ran=1</script>`,
  `"><svg onload=globalThis.ran=1>`,
  `'-globalThis.ran-'`,
  `javascript:globalThis.ran=1`,
  `</title><script>globalThis.ran=1</script>`,
  `</style><script>globalThis.ran=1</script>`,
  `<iframe srcdoc="<script>parent.ran=1</script>">`,
  `<a href="javascript:globalThis.ran=1">here</a>`,
  `[here](javascript:globalThis.ran=1)`,
  `<math><mtext></p><img src=x onerror=globalThis.ran=1>`,
  `<details open ontoggle=globalThis.ran=1>`,
  "${globalThis.ran=1}",
  "{{constructor.constructor('globalThis.ran=1')()}}",
  `\u202Egnp.<img src=x onerror=globalThis.ran=1>`,
  `<object data="data:text/html,<script>parent.ran=1</script>">`,
];

/** A document whose every text is hostile. */
export const hostileDocument = (): Buffer => {
  const paths = Object.fromEntries(
    hostileTexts.map((text, index) => [
      `/hostile-${index}`,
      {
        post: {
          operationId: `hostile${index}`,
          tags: [text],
          summary: text,
          description: hostileTexts.join("\n"),
          requestBody: {
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  properties: { [`field${index}`]: { type: "string", description: text, default: text, enum: [text] } },
                },
              },
            },
          },
          responses: { 200: { description: text } },
        },
      },
    ]),
  );
  const document = {
    openapi: "3.1.0",
    info: { title: hostileTexts.slice(0, 3).join(" "), version: hostileTexts[1], description: hostileTexts.join("\n") },
    servers: [{ url: "https://hostile.example/v1", description: hostileTexts[0] }],
    paths,
  };
  return Buffer.from(JSON.stringify(document));
};
