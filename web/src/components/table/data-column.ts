import type { ReactNode } from 'react';

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
  /** Says what the column means, on hover. */
  readonly hint?: string;
  readonly cell: (row: Row) => ReactNode;
}
