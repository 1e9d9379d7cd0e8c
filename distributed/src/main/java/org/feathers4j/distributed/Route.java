package org.feathers4j.distributed;

/**
 * Where the calls of a proxy go.
 *
 * @param localPath the path of the proxy in this application
 * @param key the distribution key of the providers
 * @param remotePath the path of the service at the providers
 */
record Route(String localPath, String key, String remotePath) {}
