package org.feathers4j.opentelemetry;

import io.opentelemetry.api.common.AttributeKey;

/** Attributes of spans: OpenTelemetry's for RPC and errors, and our own. */
final class Names {
    static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("rpc.system.name");
    static final AttributeKey<String> RPC_METHOD = AttributeKey.stringKey("rpc.method");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    static final AttributeKey<String> SERVICE = AttributeKey.stringKey("feathers.service");
    static final AttributeKey<String> METHOD = AttributeKey.stringKey("feathers.method");
    static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("feathers.provider");
    static final AttributeKey<String> EVENT = AttributeKey.stringKey("feathers.event");
    static final AttributeKey<String> PEER = AttributeKey.stringKey("feathers.peer");

    private Names() {}
}
