package org.feathers4j.openapi;

import java.util.Map;

import org.feathers4j.MethodDefinition;
import org.feathers4j.MethodKind;
import org.feathers4j.ServiceHandle;
import org.feathers4j.TypedService;
import org.feathers4j.hooks.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schemas of the records that a typed service reads and writes. */
final class RecordTypes {
    private static final Logger log = LoggerFactory.getLogger(RecordTypes.class);

    private final ServiceHandle service;
    private final @Nullable Map<String, ? extends @Nullable Object> record;

    RecordTypes(ServiceHandle service) {
        this.service = service;
        this.record = service.implementation() instanceof TypedService<?> typed ? schema(typed.type()) : null;
    }

    /** Of the results, and of the data of the standard methods; null when the service does not tell. */
    @Nullable
    Map<String, ? extends @Nullable Object> record() {
        return record;
    }

    /** Of the data of a method; null when it is not known. */
    @Nullable
    Map<String, ? extends @Nullable Object> data(MethodDefinition method) {
        if (method.kind() == MethodKind.CUSTOM) {
            Class<?> type = service.options().customDataTypes().get(method.name());
            return type == null ? null : schema(type);
        }
        return record != null && method.kind() == MethodKind.PATCH ? Members.partial(record) : record;
    }

    private @Nullable Map<String, ? extends @Nullable Object> schema(Class<?> type) {
        if (!type.isRecord()) return null;
        boolean isOpen = !service.options().refusesUnknownMembers();
        try {
            return Schema.of(type.asSubclass(Record.class), o -> {
                        if (isOpen) o.open();
                    })
                    .definition();
        } catch (IllegalArgumentException e) {
            log.info(
                    "{} of service '{}' is documented as any object: {}",
                    type.getName(),
                    service.path(),
                    e.getMessage());
            return null;
        }
    }
}
