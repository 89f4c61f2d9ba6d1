// What the server says of what is drawn: the shape it would keep, its size, what it would refuse.
export class Judge {
  constructor(root, facts, told) {
    Object.assign(this, { root, facts, told, turn: 0, waiting: 0 });
  }

  // After a pause: the last question counts. `told(answer, question)` gets the answer.
  ask(shape, more = {}) {
    clearTimeout(this.waiting);
    const turn = ++this.turn;
    this.waiting = setTimeout(() => this.send(shape, more, turn), more.atOnce ? 0 : 250);
  }

  // Nothing that is still under way counts.
  forget() {
    clearTimeout(this.waiting);
    this.turn++;
  }

  async send(shape, more, turn) {
    const body = new URLSearchParams({ shape: typeof shape === "string" ? shape : JSON.stringify(shape) });
    if (this.facts.pk) body.set("pk", this.facts.pk);
    const headers = { "X-CSRFToken": this.root.dataset.csrf };
    try {
      const answer = await fetch(this.facts.sketch, { method: "POST", body, headers });
      if (!answer.ok) throw new Error(String(answer.status));
      const found = await answer.json();
      if (turn === this.turn) this.told(found, more);
    } catch {
      if (turn === this.turn) this.told({ failed: true }, more);
    }
  }
}
