package org.feathers4j.socketio;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What a {@link Conversation} wants to be done, in the order of the list it comes in. */
public sealed interface ConversationEffect {
    /** To be sent to the client. */
    record Send(Packet packet) implements ConversationEffect {}

    /** The application decides whether the client may enter: {@link Conversation#accept} or {@link Conversation#refuse}. */
    record Ask(String namespace, Map<String, @Nullable Object> auth) implements ConversationEffect {}

    /** The client has entered; it can speak from now on. */
    record Joined(String namespace, String sid) implements ConversationEffect {}

    /**
     * The client says something.
     *
     * @param id the number of the acknowledgement that it waits for; negative when it waits for none
     */
    record Event(String namespace, long id, List<@Nullable Object> args) implements ConversationEffect {}

    /** The client answers. */
    record Answer(String namespace, long id, List<@Nullable Object> args) implements ConversationEffect {}

    /** The client has left. */
    record Left(String namespace, String reason) implements ConversationEffect {}

    /** The session is to be closed after what waits was sent. */
    record Close() implements ConversationEffect {}
}
