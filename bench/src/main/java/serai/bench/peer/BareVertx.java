package serai.bench.peer;

import io.vertx.core.Vertx;

/** The limit: a Vert.x server that reads the body, answers 202 and keeps nothing. Argument: the port. */
public final class BareVertx {

    private BareVertx() {
    }

    public static void main(String[] args) {
        Vertx.vertx().createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> request.response().setStatusCode(202).end()))
                .listen(Integer.parseInt(args[0]), "127.0.0.1");
    }
}
