package org.feathers4j.transport;

import java.util.LinkedHashMap;

import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.MethodKind;
import org.feathers4j.Params;
import org.feathers4j.RequestAuthentication;
import org.feathers4j.transport.ServiceRouter.Target;
import org.jspecify.annotations.Nullable;

/** Which call an HTTP request is, as in Feathers (packages/transport-commons/src/http.ts). */
final class RestMapping {
    private static final String METHOD_HEADER = "x-service-method";

    private final Application app;
    private final QueryLimits queryLimits;

    RestMapping(Application app, QueryLimits queryLimits) {
        this.app = app;
        this.queryLimits = queryLimits;
    }

    /**
     * The call that the request asks for.
     *
     * @throws FeathersException MethodNotAllowed when clients may not call this method
     */
    RestCall call(RestRequest request, Target target) {
        String method = method(request, target.id() != null);
        if (!target.service().allows(method)) throw unsupported(method);
        MethodKind kind = MethodKind.named(method);
        return new RestCall(
                target.service(),
                method,
                kind.takesId() ? target.id() : null,
                kind.takesData() ? data(request) : null,
                params(request, target));
    }

    private static String method(RestRequest request, boolean hasId) {
        String named = request.header(METHOD_HEADER);
        if (named != null && MethodKind.named(named) != MethodKind.CUSTOM) throw unsupported(named);
        return switch (request.verb()) {
            case "GET", "HEAD" -> hasId ? "get" : "find";
            case "POST" -> named == null || named.isEmpty() ? "create" : named;
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> "remove";
            default -> throw FeathersException.methodNotAllowed("Method %s not allowed", request.verb());
        };
    }

    private static FeathersException unsupported(String method) {
        return FeathersException.of(
                ErrorKind.METHOD_NOT_ALLOWED, "Method `%s` is not supported by this endpoint.", method);
    }

    /** A body without a parser is an empty object. */
    private static Object data(RestRequest request) {
        return request.data() == null ? new LinkedHashMap<String, @Nullable Object>() : request.data();
    }

    private Params params(RestRequest request, Target target) {
        var params = new LinkedHashMap<String, @Nullable Object>();
        params.put("query", QueryString.parse(request.query(), queryLimits));
        params.put("headers", request.headers());
        params.put("route", target.route());
        params.put("provider", "rest");
        RequestAuthentication.of(app)
                .map(asked -> asked.parse(request.headers()))
                .ifPresent(said -> params.put("authentication", said));
        params.putAll(request.params());
        return Params.owning(params).withIp(request.ip());
    }
}
