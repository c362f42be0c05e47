/** Where frameworks and gateways put an API's description, likeliest first. */
const paths = [
  "openapi.json",
  "swagger.json",
  "openapi.yaml",
  "v3/api-docs",
  "swagger/v1/swagger.json",
  "api-docs",
  "api/openapi.json",
  "docs/openapi.json",
  "api-json",
  "openapi/v1.json",
  "swagger.yaml",
  "api/swagger.json",
  "v2/api-docs",
  "api/schema/?format=json",
  "api-docs.json",
  "swagger-json",
  ".well-known/openapi.json",
  "openapi.yml",
  "api/v1/openapi.json",
  "v1/openapi.json",
  "q/openapi",
  "openapi",
];

/** Addresses to try for a page or host: beside the page first, then at the root. */
export const wellKnownUrls = (pageUrl: string): string[] => {
  const page = new URL(pageUrl);
  const folder = page.pathname.replace(/[^/]*$/, "");
  const bases = folder === "/" ? ["/"] : [folder, "/"];
  const urls = bases.flatMap((base, index) =>
    paths
      .slice(0, index === 0 && bases.length > 1 ? 6 : paths.length)
      .map((path) => new URL(base + path, page.origin).href),
  );
  return [...new Set(urls)];
};
