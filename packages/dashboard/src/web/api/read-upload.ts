import { ApiError } from "./api-error.ts";
import { text } from "../text/en.ts";

const maxUploadBytes = 40_000_000;

/** A chosen file as the API takes it. */
export const readUpload = async (file: File): Promise<{ kind: "upload"; fileName: string; content: string }> => {
  if (file.size > maxUploadBytes) throw new ApiError({ status: 413, code: "too_large", message: text.create.tooLarge });
  return { kind: "upload", fileName: file.name, content: await toBase64(file) };
};

const toBase64 = (file: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () =>
      resolve(typeof reader.result === "string" ? reader.result.replace(/^[^,]*,/, "") : ""),
    );
    reader.addEventListener("error", () => reject(reader.error ?? new Error("The file could not be read.")));
    reader.readAsDataURL(file);
  });
