import type { ParameterStyle } from "@breezeway/core";

type Place = "path" | "query" | "header" | "cookie";

export interface StyleChoice {
  readonly style: ParameterStyle;
  readonly explode: boolean;
}

const allowed: Record<Place, readonly ParameterStyle[]> = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form"],
};

const isStyleOf = (place: Place, style: string): style is ParameterStyle =>
  (allowed[place] as readonly string[]).includes(style);

/** https://spec.openapis.org/oas/v3.1.1#style-values: a style that does not fit its place falls back to the default. */
export const chooseStyle = (place: Place, style: string | undefined, explode: boolean | undefined): StyleChoice => {
  const fallback = place === "path" || place === "header" ? "simple" : "form";
  const chosen = style !== undefined && isStyleOf(place, style) ? style : fallback;
  return { style: chosen, explode: explode ?? (chosen === "form" || chosen === "deepObject") };
};

/** Swagger 2.0's `collectionFormat`; `tsv` has no counterpart and is left to the caller. */
export const styleOfCollectionFormat = (place: Place, format: string | undefined): StyleChoice => {
  if (place === "path" || place === "header") return { style: "simple", explode: false };
  if (place === "cookie") return { style: "form", explode: false };
  switch (format) {
    case "multi":
      return { style: "form", explode: true };
    case "ssv":
      return { style: "spaceDelimited", explode: false };
    case "pipes":
      return { style: "pipeDelimited", explode: false };
    default:
      return { style: "form", explode: false };
  }
};
