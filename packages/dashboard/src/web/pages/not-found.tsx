import { text } from "../text/en.ts";
import { LinkButton } from "../ui/button.tsx";
import { useDocumentTitle } from "../ui/document-title.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Mark } from "../ui/wordmark.tsx";

export function NotFound() {
  useDocumentTitle(text.errors.notFound);
  return (
    <EmptyState
      icon={<Mark />}
      title={text.errors.notFound}
      text={text.errors.notFoundText}
      action={<LinkButton href="/">{text.errors.home}</LinkButton>}
    />
  );
}
