package org.feathers4j.files;

import java.time.Instant;

/**
 * What a {@link BlobStore} knows of one blob.
 *
 * @param id its id
 * @param size in bytes
 * @param etag tells this version from others, without quotes
 * @param lastModified when it was stored
 */
public record Blob(String id, long size, String etag, Instant lastModified) {}
