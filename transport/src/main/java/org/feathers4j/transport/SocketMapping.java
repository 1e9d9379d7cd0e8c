package org.feathers4j.transport;

import java.util.List;
import java.util.Map;

import org.feathers4j.Connection;
import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.MethodKind;
import org.feathers4j.Params;
import org.feathers4j.transport.ServiceRouter.Target;
import org.jspecify.annotations.Nullable;

/** Which call an event of a socket is, as in Feathers (packages/transport-commons/src/socket/utils.ts). */
final class SocketMapping {
    private final ServiceRouter router;
    private final QueryLimits queryLimits;

    SocketMapping(ServiceRouter router, QueryLimits queryLimits) {
        this.router = router;
        this.queryLimits = queryLimits;
    }

    /**
     * The call that the event asks for, not yet run.
     *
     * @throws FeathersException NotFound, MethodNotAllowed or BadRequest
     */
    HookContext call(Connection connection, String method, List<? extends @Nullable Object> arguments) {
        Target target = target(arguments);
        if (!target.service().allows(method)) throw notAllowed(method, arguments);
        MethodKind kind = MethodKind.named(method);
        int position = 1 + (kind.takesId() ? 1 : 0) + (kind.takesData() ? 1 : 0);
        if (arguments.size() > position + 1)
            throw FeathersException.badRequest("Too many arguments for '%s' method", method);
        return target.service()
                .context(
                        method,
                        kind.takesId() ? Id.ofNullable(argument(arguments, 1)) : null,
                        kind.takesData() ? argument(arguments, position - 1) : null,
                        params(connection, target, query(argument(arguments, position))));
    }

    /** Whether the event asks for a method of a service that promises not to block. */
    boolean isNonBlocking(String method, List<? extends @Nullable Object> arguments) {
        return argument(arguments, 0) instanceof String path
                && router.lookup(path)
                        .filter(found -> found.service().isNonBlocking(method))
                        .isPresent();
    }

    private Target target(List<? extends @Nullable Object> arguments) {
        if (!(argument(arguments, 0) instanceof String path)) throw FeathersException.notFound("Invalid service path");
        return router.lookup(path).orElseThrow(() -> FeathersException.notFound("Service '%s' not found", path));
    }

    private static FeathersException notAllowed(String method, List<? extends @Nullable Object> arguments) {
        return FeathersException.methodNotAllowed(
                "Method '%s' not allowed on service '%s'", method, arguments.getFirst());
    }

    private static @Nullable Object argument(List<? extends @Nullable Object> arguments, int index) {
        return index < arguments.size() ? arguments.get(index) : null;
    }

    private Map<?, ?> query(@Nullable Object argument) {
        if (argument == null) return Map.of();
        if (!(argument instanceof Map<?, ?> query))
            throw FeathersException.badRequest(
                    "The query must be an object or null"); // or else it would address every record
        queryLimits.check(query);
        return query;
    }

    /** All properties of the connection are params, and take precedence. */
    private static Params params(Connection connection, Target target, Map<?, ?> query) {
        Map<String, @Nullable Object> params = connection.toJsonValue();
        params.putIfAbsent("query", query);
        params.putIfAbsent("route", target.route());
        params.putIfAbsent("connection", connection);
        return Params.owning(params).withIp(connection.ip());
    }
}
