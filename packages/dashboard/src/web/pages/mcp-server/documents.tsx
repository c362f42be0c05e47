import { Plus } from "lucide-react";
import { useState } from "react";
import type { SourceView } from "../../../server/api/servers.ts";
import { ReadOnlyNotice } from "../../shell/read-only-notice.tsx";
import { useCan, useServer } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Page } from "../../ui/page.tsx";
import { AddSource } from "./add-source.tsx";
import { Reimport } from "./reimport.tsx";
import { SourceCard } from "./source-card.tsx";

type View = { kind: "list" } | { kind: "add" } | { kind: "reimport"; source: SourceView };

/** The documents that the tools were made from, and what has become of them since. */
export function Documents() {
  const server = useServer();
  const can = useCan();
  const [view, setView] = useState<View>({ kind: "list" });
  const toList = () => setView({ kind: "list" });
  if (view.kind === "add")
    return (
      <Page title={text.documents.addTitle} context={server.name} note={text.create.sourceNote}>
        <AddSource onDone={toList} />
      </Page>
    );
  if (view.kind === "reimport")
    return (
      <Page
        title={text.documents.reimportTitle(view.source.title)}
        context={server.name}
        note={text.documents.reimportNote}
      >
        <Reimport source={view.source} onDone={toList} />
      </Page>
    );
  return (
    <Page
      title={text.nav.sources}
      context={server.name}
      note={text.documents.note}
      actions={
        can("servers.edit") && (
          <Button icon={<Plus size={15} aria-hidden="true" />} onClick={() => setView({ kind: "add" })}>
            {text.documents.add}
          </Button>
        )
      }
    >
      <ReadOnlyNotice unless="servers.edit" />
      {server.sources.map((source) => (
        <SourceCard
          key={`${source.id} ${source.documentHash}`}
          source={source}
          isOnly={server.sources.length === 1}
          onReimport={() => setView({ kind: "reimport", source })}
        />
      ))}
    </Page>
  );
}
