import type { SourcePreset } from "../api/imports.ts";

const site = [{ name: "cloudId", label: "Site", from: "grant" as const }];

/** APIs that are known by name. A Data Center's document differs by version: the owner brings the matching one. */
export const sourcePresets: readonly SourcePreset[] = [
  {
    id: "confluence-cloud-v2",
    group: "confluence_cloud",
    title: "Confluence Cloud v2",
    description: "Spaces, pages, blog posts, comments, labels and versions.",
    url: "https://dac-static.atlassian.com/cloud/confluence/openapi-v2.v3.json",
    baseUrl: "https://api.atlassian.com/ex/confluence/{cloudId}/wiki/api/v2",
    variables: site,
    providerPreset: "atlassian_cloud",
  },
  {
    id: "confluence-cloud-v1",
    group: "confluence_cloud",
    title: "Confluence Cloud v1",
    description: "What v2 lacks: search by CQL, attachments, restrictions, moving, copying and restoring.",
    url: "https://dac-static.atlassian.com/cloud/confluence/swagger.v3.json",
    baseUrl: "https://api.atlassian.com/ex/confluence/{cloudId}",
    variables: site,
    providerPreset: "atlassian_cloud",
  },
  {
    id: "confluence-data-center",
    group: "confluence_data_center",
    title: "Confluence Data Center",
    description: "Upload the OpenAPI document of your version and give your Confluence's address.",
    url: "",
    baseUrl: "https://{host}/confluence",
    variables: [{ name: "host", label: "Host of your Confluence", from: "owner" }],
    providerPreset: "atlassian_data_center",
  },
  {
    id: "jira-cloud-v3",
    group: "atlassian",
    title: "Jira Cloud v3",
    description: "Issues, projects, boards and users of Jira.",
    url: "https://dac-static.atlassian.com/cloud/jira/platform/swagger-v3.v3.json",
    baseUrl: "https://api.atlassian.com/ex/jira/{cloudId}",
    variables: site,
    providerPreset: "atlassian_cloud",
  },
];
