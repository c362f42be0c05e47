import { Component, type ReactNode } from "react";
import { text } from "../text/en.ts";
import { Button } from "./button.tsx";
import { EmptyState } from "./empty-state.tsx";

/** Keeps a defect in one page from taking the rest along; `resetKey` gives the next page a fresh start. */
export class ErrorBoundary extends Component<{ children: ReactNode; resetKey?: string }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidUpdate(previous: { resetKey?: string }): void {
    // oxlint-disable-next-line react/no-did-update-set-state -- one fresh start per new page, guarded by the key.
    if (this.state.failed && previous.resetKey !== this.props.resetKey) this.setState({ failed: false });
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div role="alert">
        <EmptyState
          title={text.errors.crashed}
          text={text.errors.crashedText}
          action={
            <Button variant="primary" onClick={() => location.reload()}>
              {text.errors.reload}
            </Button>
          }
        />
      </div>
    );
  }
}
