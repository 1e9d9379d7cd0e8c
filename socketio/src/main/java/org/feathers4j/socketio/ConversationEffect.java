package org.feathers4j.socketio;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** An effect of a {@link Conversation}; effects are carried out in the order of their list. */
public sealed interface ConversationEffect {
    /** To be sent to the client. */
    record Send(Packet packet) implements ConversationEffect {}

    /** The application has to decide whether the client may enter: {@link Conversation#accept} or {@link Conversation#refuse}. */
    record Ask(String namespace, Map<String, @Nullable Object> auth) implements ConversationEffect {}

    /** The client has entered the namespace; it may send events from now on. */
    record Joined(String namespace, String sid) implements ConversationEffect {}

    /**
     * The client has sent an event.
     *
     * @param id the number of the acknowledgement that it waits for; negative when it waits for none
     */
    record Event(String namespace, long id, List<@Nullable Object> args) implements ConversationEffect {}

    /** The client has acknowledged an event. */
    record Answer(String namespace, long id, List<@Nullable Object> args) implements ConversationEffect {}

    /** The client has left the namespace. */
    record Left(String namespace, String reason) implements ConversationEffect {}

    /** The session is closed after all waiting packets were sent. */
    record Close() implements ConversationEffect {}
}
