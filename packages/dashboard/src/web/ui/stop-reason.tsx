import { text } from "../text/en.ts";
import { TextField } from "./field.tsx";

/** What a stop means, and why it is made. */
export function StopReason({ value, onChange }: { value: string; onChange: (reason: string) => void }) {
  return (
    <>
      <p>{text.stop.consequence}</p>
      <TextField
        label={text.stop.reason}
        hint={text.stop.reasonHint}
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  );
}
