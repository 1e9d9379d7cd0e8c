package org.feathers4j.accounts;

/** Tells users about their accounts, usually by mail. */
@FunctionalInterface
public interface Notifier {
    /**
     * Runs after the call that caused it has been answered, or before the answer with {@link AccountOptions.Builder#revealAccounts}; on a virtual thread, and
     * several at once.
     *
     * @throws Exception anything is logged, without the tokens
     */
    void send(Notice notice) throws Exception;
}
