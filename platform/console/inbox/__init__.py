"""The inbox in the console: 待办, 已办, 待阅, 已阅, 我发起, and the office's verbs."""
