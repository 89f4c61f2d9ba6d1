"""Plays a case through the engine, keeping what waits."""

import json

from jingkai.kernel.flows import engine


class Game:
    """A case under way; its state goes through JSON at every step, as it does in the database."""

    def __init__(self, source, data=None, *, decisions=None, run=None, at="", process=""):
        self.spec = engine.spec_of(source, decisions or {}, process)
        self.run = run
        self.open, self.waits, self.cancelled, self.passed, self.calls = {}, {}, [], [], []
        self.thrown = []
        self._take(engine.start(self.spec, data, run=run, at=at))

    def _take(self, step):
        self.step = step
        self.state = json.loads(json.dumps(step.state))
        for one in step.opened:
            self.open[one.engine_id] = one
        for one in step.waits:
            self.waits[one.engine_id] = one
        for key in step.cancelled:
            self.open.pop(key, None)
            self.waits.pop(key, None)
        self.cancelled += step.cancelled
        self.passed += step.passed
        self.calls += [call.code for call in step.calls]
        self.thrown += [(one.kind, one.name) for one in step.thrown]
        self.finished, self.data = step.finished, step.data
        return self

    @property
    def names(self):
        """The nodes that wait for people."""
        return sorted(one.node.id for one in self.open.values())

    def key(self, node):
        return next(key for key, one in self.open.items() if one.node.id == node)

    def do(self, node, outcome="agree", **data):
        key = self.key(node)
        del self.open[key]
        return self._take(
            engine.complete(self.spec, self.state, key, data, outcome=outcome, run=self.run)
        )

    def fire(self, node):
        key = next(key for key, one in self.waits.items() if one.node.id == node)
        del self.waits[key]
        return self._take(engine.fire(self.spec, self.state, key, run=self.run))

    def deliver(self, kind, name, **data):
        step = engine.deliver(self.spec, self.state, kind, name, data, run=self.run)
        return self._take(step)

    def back(self, node, **data):
        return self._take(engine.return_to(self.spec, self.state, node, data, run=self.run))

    def end(self):
        return self._take(engine.terminate(self.spec, self.state))

    def way(self):
        return engine.way_of(self.spec, self.state)

    def migrate(self, source):
        new = engine.spec_of(source, {})
        self.state = engine.migrate(self.spec, new, self.state)
        self.spec = new
        return self
