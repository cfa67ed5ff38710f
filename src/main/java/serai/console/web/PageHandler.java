package serai.console.web;

/** Answers a request. It is called on a thread that may wait, and must end in bounded time. */
@FunctionalInterface
public interface PageHandler {

    /**
     * @throws IllegalArgumentException                  if what was asked for can't be had; the message is shown
     * @throws serai.journal.JournalUnavailableException if the journal can't be read; the message is shown
     */
    PageAnswer answer(PageRequest asked);
}
