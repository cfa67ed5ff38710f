package serai.console.web;

/** Answers a request. It is called on a thread that may wait, and must end in bounded time. */
@FunctionalInterface
public interface PageHandler {

    /**
     * @throws RefusedRequestException                   if what was asked for can't be had or read; the page says why
     * @throws serai.model.RefusedInputException         the same, of another package; the page says why by its key
     * @throws serai.journal.JournalUnavailableException if the journal can't be read; the message is shown
     */
    PageAnswer answer(PageRequest asked);
}
