package serai.console.pages;

import serai.console.flow.FlowReader;
import serai.console.routes.RouteReader;
import serai.console.routes.RouteReport;
import serai.console.view.PageRenderer;
import serai.console.web.PageAnswer;
import serai.console.web.PageRequest;
import serai.console.web.RefusedRequestException;
import serai.installation.Installation;
import serai.journal.operations.DeadLetterFilter;
import serai.journal.operations.DeadLetterGroups.Group;
import serai.journal.operations.JournalOperations;

import java.util.List;
import java.util.Map;

/** The routes that are loaded, to be looked at. */
public final class RoutePages {

    private final RouteReader routes;
    private final FlowReader flow;
    private final JournalOperations operations;
    private final PageRenderer renderer;

    public RoutePages(RouteReader routes, FlowReader flow, JournalOperations operations, PageRenderer renderer) {
        this.routes = routes;
        this.flow = flow;
        this.operations = operations;
        this.renderer = renderer;
    }

    /** All of them. */
    public PageAnswer list(PageRequest request) {
        return renderer.answer("routes", "routes", Installation.SERAI + " check", request.visitor(),
                Map.of("routes", routes.all(flow.read())));
    }

    /** A route's page: its steps and counts; for operators also its YAML and its failures, since both may name somebody. */
    public PageAnswer one(PageRequest request) {
        RouteReport route = routes.find(request.place(), flow.read()).orElseThrow(
                () -> new RefusedRequestException("sorry.route", request.place()));
        String destination = route.destination();
        List<Group> letters = destination == null ? List.of() : operations.deadLetterGroups()
                .groups(new DeadLetterFilter(destination, null, null, null, null));
        return renderer.answer("route", "route", destination == null ? Installation.SERAI + " check"
                : Installation.SERAI + " dead-letters list --destination " + destination, request.visitor(),
                Map.of("route", route, "letters", letters, "yaml",
                        request.visitor().seesPeople() ? routes.yaml(route.id()) : ""));
    }
}
