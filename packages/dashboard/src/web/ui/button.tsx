import type { ComponentProps, ReactNode } from "react";
import { Link } from "wouter";
import styles from "./button.module.css";
import { cx } from "./class-names.ts";

export interface ButtonLook {
  variant?: "primary" | "secondary" | "quiet" | "danger" | undefined;
  size?: "small" | "medium" | undefined;
  icon?: ReactNode;
  wide?: boolean | undefined;
}

const classOf = ({ variant = "secondary", size = "medium", wide }: ButtonLook, className?: string): string =>
  cx(styles["button"], styles[variant], size === "small" && styles["small"], wide && styles["wide"], className);

export type ButtonProps = ButtonLook & ComponentProps<"button"> & { busy?: boolean | undefined };

/** A busy button keeps its width, says so to a screen reader and takes no second click. */
export function Button({ variant, size, icon, wide, busy, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classOf({ variant, size, wide }, className)}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {icon}
      {children}
    </button>
  );
}

export function LinkButton({
  href,
  children,
  className,
  icon,
  download,
  external,
  ...look
}: ButtonLook & {
  href: string;
  children: ReactNode;
  className?: string;
  download?: boolean;
  external?: boolean;
}) {
  const name = classOf(look, className);
  if (download || external)
    return (
      <a
        className={name}
        href={href}
        download={download || undefined}
        {...(external && { target: "_blank", rel: "noreferrer" })}
      >
        {icon}
        {children}
      </a>
    );
  return (
    <Link className={name} href={href}>
      {icon}
      {children}
    </Link>
  );
}

export function IconButton({
  label,
  icon,
  size = "medium",
  className,
  ...rest
}: { label: string; icon: ReactNode; size?: "small" | "medium" } & ComponentProps<"button">) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={cx(
        styles["button"],
        styles["quiet"],
        styles["iconOnly"],
        size === "small" && styles["small"],
        className,
      )}
    >
      {icon}
    </button>
  );
}
