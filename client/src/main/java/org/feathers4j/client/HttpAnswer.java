package org.feathers4j.client;

/**
 * The answer to a request over HTTP.
 *
 * @param status for instance 201
 * @param location the header of that name, empty when there is none
 * @param body all of it, decompressed; never changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HttpAnswer(int status, String location, byte[] body) {}
