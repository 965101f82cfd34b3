/** The code of a screen could not be fetched, since the service does not answer. */
export class ServiceUnreachable extends Error {
  constructor(cause: unknown) {
    super('The service could not be reached: check that it runs and that you are connected to it.', { cause });
    this.name = 'ServiceUnreachable';
  }
}

/**
 * The code of a screen as it comes. Where it is not to be had although the service answers, that is another version by now, and the
 * router loads the page anew; where nothing answers, that would only lose the page.
 */
export async function screenCode<Module>(code: Promise<Module>, answers = serviceAnswers): Promise<Module> {
  try {
    return await code;
  } catch (error) {
    throw (await answers()) ? error : new ServiceUnreachable(error);
  }
}

async function serviceAnswers(): Promise<boolean> {
  try {
    await fetch('/api/v1/session', { cache: 'no-store' });
    return true;
  } catch {
    return false;
  }
}
