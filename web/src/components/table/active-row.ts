import { createContext, useContext } from 'react';

/** Whether what is drawn lies in the row that one can tab to: the links in it can be tabbed to then, and those of no other row. Outside of rows all can. */
export const ActiveRow = createContext(true);

/** The place of a link or mark among the tab stops. */
export function useTabStopInRow(): 0 | -1 {
  return useContext(ActiveRow) ? 0 : -1;
}
