package org.feathers4j.sockend;

/** Decides who may come in. Called on a virtual thread, so it may block; several at a time. */
@FunctionalInterface
public interface Gate {
    /** Lets everybody in. */
    Gate OPEN = client -> {};

    /**
     * A client wants into a namespace. It is let in when this returns.
     *
     * @param client who is not in yet; it may be put into rooms already
     * @throws RuntimeException to refuse it; the client gets the message of the exception as that of its {@code connect_error}
     */
    void entering(SockendClient client);
}
