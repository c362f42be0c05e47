const maxPage = 2_000_000;

/** What a documentation page says about where its API description is. */
export interface PageFindings {
  /** Absolute addresses of descriptions, likeliest first. */
  readonly documents: readonly string[];
  /** Scripts and configurations that may name one. */
  readonly scripts: readonly string[];
  /** A description that stands in the page itself. */
  readonly inline: string | undefined;
}

const attributes = [
  /<(?:redoc|rapi-doc|elements-api|openapi-explorer)\b[^>]{0,600}?\b(?:spec-url|apiDescriptionUrl)\s*=\s*["']([^"']{1,2000})["']/gi,
  /<script\b[^>]{0,600}?\bdata-url\s*=\s*["']([^"']{1,2000})["']/gi,
  /<link\b[^>]{0,500}?\brel\s*=\s*["'](?:service-desc|describedby)["'][^>]{0,500}?\bhref\s*=\s*["']([^"']{1,2000})["']/gi,
];

const settings = [
  /["']?\b(?:spec-?url|specUrl|definitionUrl|openapiUrl|openApiUrl|apiDescriptionUrl|swaggerUrl)["']?\s*[:=]\s*["'`]([^"'`\s]{1,2000})["'`]/gi,
  /\bRedoc\.init\(\s*["'`]([^"'`\s]{1,2000})["'`]/g,
  /["']?\burl["']?\s*:\s*["'`]([^"'`\s]{1,2000})["'`]/g,
  /\b(?:defaultDefinitionUrl|DEFAULT_URL|default_url)\s*=\s*["'`]([^"'`\s]{1,2000})["'`]/g,
];

const likely = /openapi|swagger|api-?docs|api-json|\.(?:json|ya?ml)(?:[?#]|$)|schema|spec/i;

/** Reads a Swagger UI, Redoc, Scalar or similar page (or one of its scripts). Linear in the page's length. */
export const readPage = (text: string, pageUrl: string): PageFindings => {
  const page = decodeAttributes(text.slice(0, maxPage));
  const found = [...attributes, ...settings].flatMap((pattern) =>
    [...page.matchAll(pattern)].slice(0, 40).map((match) => match[1] ?? ""),
  );
  const links = [...page.matchAll(/<a\b[^>]{0,500}?\bhref\s*=\s*["']([^"']{1,1000})["']/gi)]
    .slice(0, 400)
    .map((match) => match[1] ?? "")
    .filter((href) => /(?:openapi|swagger|api-docs)[^/]*\.(?:json|ya?ml)(?:[?#]|$)/i.test(href));
  const scripts = [...page.matchAll(/<script\b[^>]{0,1000}?\bsrc\s*=\s*["']([^"']{1,2000})["']/gi)]
    .slice(0, 100)
    .map((match) => match[1] ?? "")
    .filter(
      (src) =>
        /swagger-?(?:initializer|ui-init|config)|redoc|scalar|initializer|openapi|init\.js/i.test(src) &&
        !/bundle|standalone-preset/i.test(src),
    );
  const configs = [...page.matchAll(/["']?configUrl["']?\s*[:=]\s*["'`]([^"'`\s]{1,2000})["'`]/g)].map(
    (match) => match[1] ?? "",
  );
  return {
    documents: absolute(
      [...found, ...links].filter((url) => likely.test(url)),
      pageUrl,
    ),
    scripts: absolute([...configs, ...scripts], pageUrl).slice(0, 6),
    inline: inlineDocument(page),
  };
};

const absolute = (urls: readonly string[], base: string): string[] => [
  ...new Set(
    urls
      .filter((url) => URL.canParse(url, base))
      .map((url) => new URL(url, base))
      .filter((url) => url.protocol === "https:" || url.protocol === "http:")
      .map((url) => url.href),
  ),
];

const decodeAttributes = (text: string): string =>
  text.replaceAll("&quot;", '"').replaceAll("&#34;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");

/** The JSON object around the first `"openapi": "3…"` or `"swagger": "2…"` of a page. */
const inlineDocument = (page: string): string | undefined => {
  const marker = /["'](?:openapi|swagger)["']\s*:\s*["'][23]\./.exec(page);
  if (marker === null) return undefined;
  // The marker may stand anywhere among the root's keys: the nearest opening brace whose object holds it and parses.
  let start = page.lastIndexOf("{", marker.index);
  for (let tries = 0; start !== -1 && tries < 20; tries += 1) {
    const end = endOfObject(page, start);
    const text = end === -1 ? "" : page.slice(start, end + 1);
    if (end > marker.index && isJsonObject(text)) return text;
    start = start === 0 ? -1 : page.lastIndexOf("{", start - 1);
  }
  return undefined;
};

const endOfObject = (text: string, start: number): number => {
  let depth = 0;
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') {
      index += 1;
      while (index < text.length && text[index] !== '"') index += text[index] === "\\" ? 2 : 1;
    } else if (character === "{") depth += 1;
    else if (character === "}") {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return -1;
};

const isJsonObject = (text: string): boolean => {
  try {
    return typeof JSON.parse(text) === "object";
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
};
