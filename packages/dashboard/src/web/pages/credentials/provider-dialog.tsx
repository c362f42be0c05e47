import type { ProviderConfigInput, ProviderPreset } from "@breezeway/core";
import { useQuery } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import type { ProviderView } from "../../../server/api/credentials.ts";
import { api, read } from "../../api/client.ts";
import { presetsQuery, providersQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { ChoiceCards } from "../../ui/choice.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ProviderForm } from "./provider-form.tsx";
import { beginSettings, type Settings } from "./provider-settings.ts";

/** First the preset and the callback URL to register, then what the provider gave in return. */
export function ProviderDialog({ provider, onClose }: { provider: ProviderView | undefined; onClose: () => void }) {
  const workspace = useWorkspace();
  const formId = useId();
  const [settings, setSettings] = useState<Settings | undefined>(provider);
  const [clientSecret, setClientSecret] = useState("");
  const target = { param: { workspace: workspace.slug } };
  const routes = api.workspaces[":workspace"].providers;
  const reservation = useQuery({
    queryKey: ["provider-reservation", workspace.slug],
    enabled: provider === undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: () => read(routes.reserve.$post(target)),
  });
  const save = useAction(
    async () => {
      const json = settings as ProviderConfigInput;
      if (provider !== undefined)
        return read(
          routes[":providerId"].$patch({ param: { ...target.param, providerId: provider.id }, json: configOf(json) }),
        );
      return read(
        routes.$post({
          ...target,
          json: {
            ...json,
            ...(clientSecret !== "" && { clientSecret }),
            ...(reservation.data && { reservation: reservation.data.reservation }),
          },
        }),
      );
    },
    {
      stale: [providersQuery(workspace.slug).queryKey],
      done: text.credentials.providerSaved,
      onDone: onClose,
      showsError: true,
    },
  );
  return (
    <Dialog
      side
      open
      onClose={onClose}
      title={provider?.name ?? text.credentials.addProvider}
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button type="submit" form={formId} variant="primary" disabled={settings === undefined} busy={save.busy}>
            {text.common.save}
          </Button>
        </>
      }
    >
      <Stack gap={5}>
        {save.error && (
          <Notice tone="bad" live title={save.error.message}>
            {save.error.at}
          </Notice>
        )}
        {provider === undefined && <PresetChoice value={settings?.preset} onChange={setSettings} />}
        {settings !== undefined && (
          <form
            id={formId}
            onSubmit={(event) => {
              event.preventDefault();
              save.run();
            }}
          >
            <ProviderForm
              settings={settings}
              onChange={setSettings}
              callbackUrl={provider?.callbackUrl ?? reservation.data?.callbackUrl}
              {...(provider === undefined && { secret: clientSecret, onSecret: setClientSecret })}
            />
          </form>
        )}
      </Stack>
    </Dialog>
  );
}

const viewOnly = ["id", "callbackUrl", "byOperator", "secretSetAt", "refusedAt", "usedBy", "createdAt"];

/** The settings alone, without what the view adds to them. */
const configOf = (settings: ProviderConfigInput): ProviderConfigInput =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => !viewOnly.includes(name))) as ProviderConfigInput;

function PresetChoice({
  value,
  onChange,
}: {
  value: ProviderPreset | undefined;
  onChange: (settings: Settings) => void;
}) {
  const workspace = useWorkspace();
  const presets = useQuery(presetsQuery);
  const chosen = useRef<ProviderPreset>(undefined);
  const discover = useAction((preset: ProviderPreset) =>
    read(
      api.workspaces[":workspace"].providers.discover.$post({
        param: { workspace: workspace.slug },
        json: { preset },
      }),
    ),
  );
  const choose = (preset: ProviderPreset) => {
    onChange(beginSettings(preset));
    // How a provider of this kind takes its client is known before any address is typed.
    chosen.current = preset;
    discover.run(preset, {
      onSuccess: (found) =>
        chosen.current === preset && onChange({ ...beginSettings(preset), ...found.settings, preset }),
    });
  };
  return (
    <ChoiceCards<ProviderPreset>
      legend={text.credentials.preset}
      value={value}
      onChange={choose}
      options={(presets.data?.providers ?? []).map((preset) => ({
        value: preset.preset,
        title: preset.title,
        text: preset.summary,
      }))}
    />
  );
}
