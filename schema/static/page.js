"use strict";

// A token pasted into the header editor serves queries and the socket alike.
const EXAMPLE = `# Paste a token under "Headers" below (Zugangstoken):
#
#   { "Authorization": "Bearer kk_..." }
#
# on: the day that is asked about.
# at: what the record knew at an earlier moment.
{
  county {
    name
    municipalities(
      first: 5
      filter: { exists: true }
      orderBy: [{ field: POPULATION, direction: DESC }]
    ) {
      totalCount
      nodes {
        ags
        name
        population
        association { name }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}
`;

let headers = {};
const socket = new URL(window.location.pathname, window.location.href);
socket.protocol = socket.protocol === "https:" ? "wss:" : "ws:";

const fetcher = GraphiQL.createFetcher({
  url: window.location.pathname,
  wsClient: graphqlWs.createClient({ url: socket.href, lazy: true, connectionParams: () => headers }),
});

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher: (parameters, options) => {
      headers = (options && options.headers) || {};
      return fetcher(parameters, options);
    },
    defaultQuery: EXAMPLE,
    defaultHeaders: '{\n  "Authorization": "Bearer "\n}',
    isHeadersEditorEnabled: true,
    shouldPersistHeaders: false,
    defaultEditorToolsVisibility: "headers",
  }),
);
