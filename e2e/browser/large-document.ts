/** A document of our own making with many operations, for pages that must stay quick. */
export const largeDocument = (operations: number): Buffer => {
  const paths = Object.fromEntries(
    Array.from({ length: operations }, (_, index) => [
      `/things-${index}/{id}`,
      {
        get: {
          operationId: `getThing${index}`,
          tags: [`Group ${Math.floor(index / 25)}`],
          summary: `Read thing ${index}`,
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          responses: { 200: { description: "The thing.", content: { "application/json": { schema: {} } } } },
        },
      },
    ]),
  );
  const document = {
    openapi: "3.1.0",
    info: { title: "Many things", version: "1" },
    servers: [{ url: "https://things.example/v1" }],
    paths,
  };
  return Buffer.from(JSON.stringify(document));
};
