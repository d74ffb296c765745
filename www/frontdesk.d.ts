// Types of the script tag's API: `window.frontdesk`, <frontdesk-chat>, and the events on `document`.

/** What can be called on `window.frontdesk`, before and after the script has run. */
export interface Frontdesk {
  /** Opens the panel; the widget is loaded where it is not. */
  open(): Promise<void> | undefined;
  /** Closes the panel; the conversation goes on. */
  close(): void;
  toggle(): Promise<void> | undefined;
  /** Shows the bubble again. */
  show(): void;
  /** Hides bubble and panel; the conversation goes on. */
  hide(): void;
  /** Opens the panel and sends a text as the visitor's. */
  send(text: string): Promise<void> | undefined;
  /**
   * Says who the visitor is, by a token that the company's site has signed. In the middle of a
   * conversation it takes effect with the next; one that is refused is an `error`.
   */
  identify(token: string): void;
  setTheme(theme: "auto" | "light" | "dark"): void;
  /** Takes the widget off the page, and forgets what this tab keeps of the conversation. */
  destroy(): void;
  on<Name extends keyof FrontdeskEvents>(name: Name, listener: FrontdeskListener<Name>): void;
  off<Name extends keyof FrontdeskEvents>(name: Name, listener: FrontdeskListener<Name>): void;
  /** Another element than the first floating one, by its `id`. */
  get(id: string): FrontdeskChatElement | null;
  /** Calls as `[name, ...values]`: what a page writes before the script has run. */
  push(...calls: [name: string, ...values: unknown[]][]): void;
}

export type FrontdeskListener<Name extends keyof FrontdeskEvents> = (
  detail: FrontdeskEvents[Name],
  event: CustomEvent<FrontdeskEvents[Name]>,
) => void;

/** Each event is dispatched from its element as `frontdesk:<name>` and reaches `document`. */
export interface FrontdeskEvents {
  /** The bubble can be used; the widget is not loaded yet. */
  ready: null;
  open: Record<string, never>;
  close: Record<string, never>;
  /** The robot is there. */
  connect: Record<string, never>;
  /** A person was asked for. */
  transfer: Record<string, never>;
  /** The place in the queue, from 1, and the probable wait in seconds. */
  queue: { position?: number; wait?: number };
  /** A person is there. */
  agent: { name?: string };
  /** A message came. */
  message: Record<string, never>;
  /** How many messages the visitor has not seen. */
  unread: { count: number };
  /** A rating from 1 to 5 was saved. */
  rate: { evaluation: 1 | 2 | 3 | 4 | 5 };
  /** The conversation is over; `code` is the service's where it refused one. */
  end: {
    reason: "visitor" | "agent" | "timeout" | "closed" | "refused" | "no-answer";
    code?: string;
  };
  /**
   * Something keeps the conversation from going on; or the visitor's identity was refused, and it goes
   * on without one.
   */
  error: { reason: "offline" | "unreachable" | "busy" | "not-available" | "identity" };
}

/** The element; its attributes are those of the script tag without `data-`. */
export interface FrontdeskChatElement
  extends HTMLElement,
    Pick<Frontdesk, "open" | "close" | "toggle" | "show" | "hide" | "identify" | "send" | "setTheme" | "destroy"> {}

declare global {
  interface Window {
    frontdesk: Frontdesk | Parameters<Frontdesk["push"]>;
  }
  interface HTMLElementTagNameMap {
    "frontdesk-chat": FrontdeskChatElement;
  }
}
