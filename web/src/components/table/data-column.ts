import type { ReactNode } from 'react';

/**
 * Where a cell stands in a narrow table, whose rows have lines in place of columns: at the beginning or the end of the first line, or
 * below, with its header before it where it says little alone.
 */
export type NarrowPlace = 'first' | 'end' | 'below' | 'named';

/** A column of a data table. `width` is a CSS grid track. */
export interface DataColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly width: string;
  readonly align?: 'start' | 'end';
  /** The order that the API knows for this column, and which way it goes. */
  readonly sort?: { readonly by: string; readonly direction: 'ascending' | 'descending' };
  /** Always shown: what the row is called. */
  readonly isFixed?: boolean;
  /** Shown only where one chooses it. */
  readonly isHidden?: boolean;
  /** Where it stands in a narrow table; nowhere where other columns have a place and it has none. */
  readonly narrow?: NarrowPlace;
  /** The least width of the table, in CSS pixels, at which it is shown; at any where there is none. */
  readonly from?: number;
  /** Says what the column means, on hover. */
  readonly hint?: string;
  readonly cell: (row: Row) => ReactNode;
}
