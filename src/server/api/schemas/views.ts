import Type from 'typebox';
import { listOf, model, ref } from './model.ts';
import { operation } from './operation.ts';

const tags = ['views'];

const properties = {
  screen: Type.String({ minLength: 1, maxLength: 50, description: 'The listing that it is of: `images`.' }),
  name: Type.String({ minLength: 1, maxLength: 100, description: 'Its name; no two of one screen have the same.' }),
  query: Type.Unsafe<Record<string, string>>({
    type: 'object',
    maxProperties: 50,
    propertyNames: { maxLength: 50 },
    additionalProperties: { type: 'string', maxLength: 1024 },
    description: "The listing's query parameters, sort included.",
  }),
  columns: Type.Array(Type.String({ maxLength: 50 }), {
    maxItems: 50,
    description: 'The columns to show, in order; empty for the usual ones.',
  }),
  isDefault: Type.Boolean({ description: 'Whether the screen opens with it; at most one view of a screen does.' }),
};

const viewInput = model('SavedViewInput', 'A listing as somebody wants to find it again.', properties);
/** A saved listing. */
export const view = model('SavedView', 'A saved listing.', {
  id: Type.String({ description: 'The view.' }),
  ...properties,
});
const viewList = model('SavedViewList', 'The saved views of whoever asks.', {
  items: listOf(view, 'The views, by screen and name.'),
});
const byView = Type.Object({ viewId: Type.String({ maxLength: 64, description: 'The view.' }) });

export const viewModels = [viewInput, view, viewList];

/** Saved views: everybody has their own. */
export const viewOperations = {
  listViews: operation('GET', '/views', {
    operationId: 'listViews',
    summary: "One's own saved views.",
    tags,
    response: { 200: ref(viewList) },
  }),
  createView: operation('POST', '/views', {
    operationId: 'createView',
    summary: 'Save a view.',
    tags,
    body: ref(viewInput),
    response: { 201: ref(view) },
  }),
  updateView: operation('PUT', '/views/:viewId', {
    operationId: 'updateView',
    summary: 'Change a saved view.',
    tags,
    params: byView,
    body: ref(viewInput),
    response: { 200: ref(view) },
  }),
  deleteView: operation('DELETE', '/views/:viewId', {
    operationId: 'deleteView',
    summary: 'Forget a saved view.',
    tags,
    params: byView,
    response: { 204: Type.Null({ description: 'Forgotten.' }) },
  }),
};
