package org.feathers4j.client;

/**
 * A server with the services that {@link ClientCases} need: {@code todos} (a memory service of many records, with the method {@code toggle} and the event {@code toggled}), {@code echo}, {@code errs}, {@code slow},
 * {@code ticks}, and {@code users}, {@code authentication} and {@code secret}, which takes a token. Every client gets every event. Sockets may go on after a lost connection.
 */
public interface Place extends AutoCloseable {
    int port();

    /** Sends the event {@code ticks created} with each number to every client, also to those that are away and may come back. */
    void say(int from, int to);

    @Override
    void close();
}
