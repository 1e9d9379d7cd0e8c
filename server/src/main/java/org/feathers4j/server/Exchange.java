package org.feathers4j.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.feathers4j.Admission;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.JsonForm;
import org.feathers4j.socketioserver.BodyReader;
import org.feathers4j.transport.RequestHeaders;
import org.feathers4j.transport.RestCall;
import org.feathers4j.transport.RestRequest;
import org.feathers4j.transport.RestResponse;
import org.feathers4j.transport.ServiceRouter.Target;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer. Belongs to the event loop of its connection; only the methods that say so run on the virtual thread of the call, after
 * which the loop takes over again, once. A call that is known not to block needs no thread.
 */
final class Exchange implements BodyReader.Listener {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);
    private static final byte[] NOTHING = {};
    private static final Set<HttpMethod> WITH_DATA = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    private final ServerContext server;
    private final HttpServerRequest request;
    private final String url;
    private final RequestDeadline deadline;
    private final Context loop;
    private final Map<String, @Nullable Object> params;
    private final ReplyWriter writer;
    private boolean routed;
    private @Nullable Target target;
    /** Without the body; null until the call, or the answer to an error, needs it. */
    private volatile @Nullable RestRequest head;

    private @Nullable BodyReader reader;
    /** The body that a {@link BodyFormat} reads. */
    private @Nullable BodyStream arriving;

    private boolean dropping;
    private @Nullable Consumer<HookContext> afterCall;

    /**
     * @param url the requested URL, below the path where the server is mounted
     * @param deadline the next step of the client, with its deadline
     * @param params what middleware adds to the params of the call; read when the body has arrived
     */
    Exchange(
            ServerContext server,
            HttpServerRequest request,
            String url,
            RequestDeadline deadline,
            Map<String, @Nullable Object> params) {
        this.server = server;
        this.request = request;
        this.url = url;
        this.deadline = deadline;
        this.loop = RequestLoop.of(request);
        this.params = params;
        this.writer = new ReplyWriter(server, request, deadline, loop);
    }

    /** Reads the body, makes the call, answers. */
    void serve() {
        BodyFormat format = format();
        if (format != null && !BodyReader.isGone(request) && BodyReader.hasBody(request)) {
            serve(format);
            return;
        }
        if (BodyReader.isGone(request) && (format != null || server.bodies().reads(contentType()))) {
            gone();
            return;
        }
        if (!BodyReader.hasBody(request)) {
            complete(NOTHING);
            return;
        }
        deadline.forBody(() -> loop.runOnContext(nothing -> late()));
        long maxBytes = server.bodies().maxWireBytes(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        reader = new BodyReader(request, maxBytes, this);
        reader.read();
    }

    /** The same with a body that a handler has read. */
    void serve(Buffer body) {
        BodyFormat format = format();
        boolean whole = body.length() == request.bytesRead();
        if (format != null && whole && body.length() > 0)
            start(format, new BufferedBody(body.getBytes(), Objects.requireNonNull(contentType())), () -> {});
        else if (whole || (format == null && !server.bodies().reads(contentType()))) complete(body.getBytes());
        else gone();
    }

    private @Nullable String contentType() {
        return request.getHeader(HttpHeaders.CONTENT_TYPE);
    }

    /** The format that the service has for this body; null when the server reads it itself, or nothing does. */
    private @Nullable BodyFormat format() {
        if (!WITH_DATA.contains(request.method())) return null;
        String type = contentType();
        if (type == null || server.bodies().reads(type)) return null;
        Target found = target();
        return found == null ? null : BodyFormats.of(found.service().options(), type);
    }

    /** Makes the call while the body arrives. */
    private void serve(BodyFormat format) {
        if (!Inflation.isPlain(request.getHeader(HttpHeaders.CONTENT_ENCODING)))
            fail(FeathersException.of(
                    ErrorKind.UNSUPPORTED_MEDIA_TYPE,
                    "Bodies of the type %s must not be compressed",
                    MediaType.name(Objects.requireNonNull(contentType()))));
        else if (BodyReader.announced(request) > format.maxBytes()) fail(Inflation.tooLarge());
        else {
            var body = new BodyStream(request, loop, deadline, format.maxBytes(), this::late);
            arriving = body;
            start(format, body, () -> RequestLoop.handOver(loop, this::dropRest));
        }
    }

    /** @param afterwards when the call is over, on its virtual thread */
    private void start(BodyFormat format, RequestBody body, Runnable afterwards) {
        if (!begun(() -> call(format, body, afterwards))) dropRest();
    }

    /** On the virtual thread. */
    private void call(BodyFormat format, RequestBody body, Runnable afterwards) {
        RestRequest rest = rest();
        try (BodyFormat.Data data = format.read(body)) {
            rest = rest.withData(data.value());
            call(rest, NOTHING);
        } catch (Throwable e) {
            if (body.isGone()) log.debug("The client of {} went away before its body had come", rest, e);
            else sendError(rest, e);
        } finally {
            afterwards.run();
        }
    }

    /** What the call has not read of the body must not be taken for the next request. */
    private void dropRest() {
        BodyStream body = arriving;
        if (body == null || reader != null || request.isEnded()) return;
        body.finish();
        dropping = true;
        reader = new BodyReader(request, 0, this);
        reader.discard();
        reader.read();
    }

    /** Passes the context of a successful call on, on the event loop, instead of answering. Call it before {@link #serve}. */
    void then(Consumer<HookContext> next) {
        afterCall = next;
    }

    @Override
    public void complete(byte[] body) {
        deadline.forNothing();
        Target quick = body.length == 0 ? quickTarget() : null;
        if (quick == null) begun(() -> call(body));
        else isTaken(server.calls().runHere(() -> callHere(quick)));
    }

    /** The target of a GET that the loop may answer itself; null of any other request. */
    private @Nullable Target quickTarget() {
        if (!HttpMethod.GET.equals(request.method()) || afterCall != null) return null;
        Target found = target();
        return found != null && server.dispatcher().getsWithoutBlocking(found) ? found : null;
    }

    /** Starts a call on a virtual thread; false when it is refused, which the client is told. */
    private boolean begun(Runnable call) {
        return isTaken(server.calls().start(call));
    }

    private boolean isTaken(Admission.@Nullable Refusal refusal) {
        if (refusal == null) return true;
        writer.write(Objects.requireNonNull(server.refusals().get(refusal)));
        return false;
    }

    /** On the loop; what takes longer, a large result or the page for an error, is written on a virtual thread. */
    private void callHere(Target found) {
        RestRequest rest = rest();
        try {
            HookContext context =
                    server.dispatcher().run(rest, server.dispatcher().call(rest, found));
            if (JsonForm.isSmall(context.shown()))
                writer.write(server.replies().of(rest, server.dispatcher().answer(rest, context)));
            else answer(context);
        } catch (Throwable e) {
            // also errors: the client waits for an answer
            server.calls().proceed(() -> sendError(rest, e));
        }
    }

    @Override
    public void tooLarge() {
        if (!dropping) fail(Inflation.tooLarge());
    }

    /** Without the body the call would mean something different: a create of an empty record, for instance. */
    @Override
    public void gone() {
        if (request.response().ended()) return;
        fail(new IllegalStateException("The request body was read or dropped before the service could read it:"
                + " a handler that reads it must be a BodyHandler, or come after one"));
    }

    @Override
    public void drained() {
        // else the request ends when the client has taken its answer, for which it has a deadline
        if (writer.isTaken() || !writer.hasAnswered()) deadline.end();
    }

    @Override
    public void endless() {
        writer.hangUp();
    }

    private void late() {
        if (request.isEnded()) return;
        if (arriving != null) arriving.gone();
        if (!writer.hasAnswered()) {
            writer.closeAfterwards();
            fail(FeathersException.timeout(
                    "The request body did not arrive in %s",
                    server.options().timeouts().body()));
        }
        writer.hangUp();
    }

    /** On the virtual thread. */
    private void call(byte[] body) {
        RestRequest rest = rest();
        try {
            rest = withData(rest, body);
            call(rest, body);
        } catch (Throwable e) {
            // also errors such as a stack overflow in a service: the client waits for an answer
            sendError(rest, e);
        }
    }

    private void call(RestRequest rest, byte[] body) {
        Target found = target();
        if (found == null) throw server.dispatcher().notFound(rest);
        RestCall call = server.dispatcher().call(rest, found);
        if (rest.data() == null && call.data() != null) server.bodies().requireNone(body, rest.header("content-type"));
        Consumer<HookContext> then = afterCall;
        if (then == null)
            send(rest, server.dispatcher().answer(rest, server.dispatcher().run(rest, call)));
        else {
            // a handler after the service may answer in any form
            HookContext context = call.run();
            RequestLoop.handOver(loop, () -> then.accept(context));
        }
    }

    /**
     * Where the request leads; null when that is no service. Looked up once: a service that is replaced while handlers of the request run does not get a request that has
     * passed the handlers of another one. On the event loop, or on the virtual thread once the call has begun.
     */
    @Nullable
    Target target() {
        if (!routed) {
            target = server.dispatcher().lookup(url).orElse(null);
            routed = true;
        }
        return target;
    }

    /** The request without its body, with the headers as they are when this is first asked for: copied once. */
    private RestRequest rest() {
        RestRequest present = head;
        if (present != null) return present;
        var headers = new RequestHeaders();
        request.headers().forEach(headers::add);
        String ip = server.options().http().proxies().client(request);
        var rest = new RestRequest(request.method().name(), url, headers.toMap(), null, params, ip);
        head = rest;
        return rest;
    }

    private RestRequest withData(RestRequest rest, byte[] body) {
        Object data = server.bodies().parse(body, rest.header("content-type"), rest.header("content-encoding"));
        return data == null ? rest : rest.withData(data);
    }

    /** Answers with the result of a call, once the handlers after it are done. */
    void answer(HookContext context) {
        server.calls().proceed(() -> {
            RestRequest rest = rest();
            try {
                send(rest, server.dispatcher().answer(rest, context));
            } catch (Throwable e) {
                sendError(rest, e);
            }
        });
    }

    /** On a virtual thread, which encodes the answer and hands it to the loop. */
    private void send(RestRequest rest, RestResponse response) {
        if (response.content() instanceof RestResponse.Stream stream) writer.stream(response, stream);
        else writer.send(server.replies().of(rest, response));
    }

    private void sendError(RestRequest rest, Throwable error) {
        writer.send(server.replies().ofError(rest, error));
    }

    /** Answers with an error, at once; the rest of the body is dropped. */
    void fail(Throwable error) {
        RestRequest rest = rest();
        writer.write(server.replies().ofError(rest, error));
        if (reader != null) reader.discard();
        else if (BodyReader.hasBody(request)) {
            reader = new BodyReader(request, 0, this);
            reader.discard();
            reader.read();
        }
    }

    /** Whether this exchange, not middleware, has answered. */
    boolean hasAnswered() {
        return writer.hasAnswered();
    }

    /** The params for the call that middleware has collected. */
    static Map<String, @Nullable Object> newParams() {
        return new LinkedHashMap<>();
    }

    /** An error for a request that is not valid HTTP. */
    static FeathersException unreadable(int status) {
        return switch (status) {
            case 414 -> FeathersException.named("UriTooLong", status, "uri-too-long", "The URL is too long");
            case 431 ->
                FeathersException.named(
                        "HeadersTooLarge", status, "headers-too-large", "The request headers are too large");
            default -> FeathersException.of(ErrorKind.BAD_REQUEST, "This is not an HTTP request");
        };
    }
}
