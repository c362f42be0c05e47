import { text } from "../text/en.ts";
import { Badge, type Tone } from "./badge.tsx";

const tones: Record<"draft" | "live" | "changed" | "stopped", Tone> = {
  draft: "neutral",
  live: "good",
  changed: "warn",
  stopped: "bad",
};

export function ServerStatus({ status }: { status: keyof typeof tones }) {
  return (
    <Badge tone={tones[status]} dot>
      {text.status[status]}
    </Badge>
  );
}
