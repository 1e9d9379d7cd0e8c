package org.feathers4j.client;

import java.util.concurrent.CompletableFuture;

import org.feathers4j.socketio.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A call over a socket. Whoever removes it from its table completes it.
 *
 * @param id of the acknowledgement
 */
record PendingCall(ServiceCall call, long id, Frame frame, CompletableFuture<@Nullable Object> answer) {}
