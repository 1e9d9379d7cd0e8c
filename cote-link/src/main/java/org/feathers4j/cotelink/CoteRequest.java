package org.feathers4j.cotelink;

import org.feathers4j.FeathersException;
import org.feathers4j.cote.IncomingCall;
import org.feathers4j.cote.RequestException;
import org.feathers4j.distributed.IncomingRequest;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.json.JsonException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request of a peer, with Feathers' errors for all that cannot be read or sent. */
final class CoteRequest implements IncomingRequest {
    private static final Logger log = LoggerFactory.getLogger(CoteRequest.class);

    private final IncomingCall call;
    private final long arrived = System.nanoTime();
    private @Nullable Long deadline; // known once the request has been read

    CoteRequest(IncomingCall call) {
        this.call = call;
    }

    @Override
    public int size() {
        return call.size();
    }

    @Override
    public boolean isAlone() {
        return call.isAlone();
    }

    @Override
    public String caller() {
        return call.caller();
    }

    @Override
    public MeshRequest read() {
        if (!call.isWellFormed())
            throw FeathersException.badRequest("A request has two arguments: what is asked, and an id");
        try {
            Object request = call.value();
            deadline = Deadline.of(request, arrived);
            return MeshRequest.fromJson(request);
        } catch (JsonException e) {
            throw FeathersException.badRequest("The request is not JSON: %s", e.getMessage())
                    .withCause(e);
        }
    }

    @Override
    public boolean isOver() {
        return deadline != null && System.nanoTime() - deadline >= 0;
    }

    @Override
    public void reply(@Nullable Object result) {
        try {
            call.reply(result);
        } catch (JsonException e) {
            log.error("The result of a request of {} can not be sent, as it is not JSON", caller(), e);
            fail(FeathersException.generalError("The result is not JSON: %s", e.getMessage()));
        } catch (RequestException e) {
            failAsTooLarge(e);
        }
    }

    @Override
    public void fail(FeathersException error) {
        try {
            failWith(error);
        } catch (RequestException e) {
            failAsTooLarge(e);
        }
    }

    private void failWith(FeathersException error) {
        try {
            call.fail(error.toJson());
        } catch (JsonException unwritable) {
            call.fail(bare(error).toJson());
        }
    }

    /** Without data that are no JSON, under the name that it has. */
    private static FeathersException bare(FeathersException error) {
        return FeathersException.named(error.name(), error.code(), error.className(), error.message());
    }

    private void failAsTooLarge(RequestException tooLarge) {
        var error = FeathersException.generalError("%s", tooLarge.getMessage());
        log.error("A request of {} failed: {}", caller(), error.message());
        call.fail(error.toJson());
    }
}
