import type { NotificationData } from '@mantine/notifications';

type Notice = Pick<NotificationData, 'color' | 'title' | 'message' | 'autoClose'>;

/** Shows a notice in the corner. What draws it is loaded when it is first needed: no screen waits for it. */
export function notify(notice: Notice): void {
  void import('@mantine/notifications').then(({ notifications }) => notifications.show(notice));
}
