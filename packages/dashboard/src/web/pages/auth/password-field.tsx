import { type ComponentProps, useState } from "react";
import { text } from "../../text/en.ts";
import { Checkbox } from "../../ui/choice.tsx";
import { TextField } from "../../ui/field.tsx";
import styles from "./password-field.module.css";

/** A password that can be looked at while it is typed; pasting and password managers work. */
export function PasswordField(props: Omit<ComponentProps<typeof TextField>, "type">) {
  const [shown, setShown] = useState(false);
  return (
    <div className={styles["password"]}>
      <TextField {...props} type={shown ? "text" : "password"} spellCheck={false} autoCapitalize="none" />
      <Checkbox label={text.auth.showPassword} checked={shown} onChange={() => setShown(!shown)} />
    </div>
  );
}
