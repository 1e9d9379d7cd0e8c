package org.feathers4j.transport;

/**
 * A result of a service that is sent over HTTP as bytes of its own instead of as JSON: a file, for instance. What it is for other transports, its
 * {@linkplain org.feathers4j.JsonValue JSON value} says.
 */
public interface StreamedResult {
    /**
     * The answer with this result. Headers and the status that hooks have set replace those of the answer. Called on the virtual thread of the call.
     *
     * @param request its verb and headers say which part of the result the client asks for, and what it has already
     */
    RestResponse answer(RestRequest request);
}
