import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { text } from "../text/en.ts";
import { Button, IconButton } from "./button.tsx";

/** Copies, says so for two seconds, and tells a screen reader. */
export function CopyButton({ value, label, iconOnly }: { value: string; label?: string; iconOnly?: boolean }) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return undefined;
    const timer = setTimeout(() => setState("idle"), 2_000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => {
    navigator.clipboard.writeText(value).then(
      () => setState("copied"),
      () => setState("failed"),
    );
  };
  const icon = state === "copied" ? <Check size={15} aria-hidden="true" /> : <Copy size={15} aria-hidden="true" />;
  const said = state === "copied" ? text.common.copied : state === "failed" ? text.common.copyFailed : "";
  return (
    <>
      {iconOnly ? (
        <IconButton size="small" label={label ?? text.common.copy} icon={icon} onClick={copy} />
      ) : (
        <Button size="small" icon={icon} onClick={copy}>
          {said || (label ?? text.common.copy)}
        </Button>
      )}
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </>
  );
}
